package dev.sluice.cli.keys;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a new key pair, and says where its halves belong. */
@Command(
        name = "generate",
        header = "Write a new key pair: the private key for the trainer, the public one for the scorers.",
        footerHeading = "%n",
        footer = {
            "Nothing is ever overwritten. The private key is a secret: only you can read the file.",
            "",
            "Examples:",
            "  sluice keys generate",
            "  sluice keys generate --out /etc/sluice"
        })
public final class KeysGenerateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to; created if need be; default: this folder.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        SigningKey key = SigningKey.generate();
        KeyFiles files = KeyFiles.in(folder);
        files.write(key);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Key " + key.fingerprint());
        out.println("  private  " + files.privateKey() + "   for the trainer alone, keep it secret");
        out.println("  public   " + files.publicKey() + "   for every scorer");
        out.println();
        out.println("In the trainer's pipeline file:");
        out.println("  trainer: {signing-key: " + files.privateKey() + "}");
        out.println("In the scorers':");
        out.println("  models: {trusted-keys: [" + key.publicBase64() + "]}");
        out.flush();
        return ExitCode.OK;
    }
}
