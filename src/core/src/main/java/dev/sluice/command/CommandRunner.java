package dev.sluice.command;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.topic.BrokerRefusal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command the way all of them run: an error is one clear line, a stack trace only with {@code --verbose}. */
public final class CommandRunner {
    private CommandRunner() {}

    /** A command line for an annotated command, with error handling and {@code --verbose} for it and all below it. */
    public static CommandLine commandLine(Object command) {
        return configure(new CommandLine(command));
    }

    /** The same for a command line that is there, with all the subcommands it has by now. */
    public static CommandLine configure(CommandLine command) {
        return command.setExecutionExceptionHandler(CommandRunner::report)
                .setParameterExceptionHandler(CommandRunner::reportUsage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("sluice: " + message(failure)));
        if (isVerbose(parsed)) {
            failure.printStackTrace(err);
        } else if (exitCode(failure) == ExitCode.FAILED) {
            err.println("Run it again with --verbose for the stack trace.");
        }
        err.flush();
        return exitCode(failure);
    }

    /** Says what is wrong and where to read on; the whole help would bury it. */
    private static int reportUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("sluice: " + failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        err.flush();
        return ExitCode.USAGE;
    }

    private static boolean isVerbose(ParseResult parsed) {
        for (ParseResult p = parsed; p != null; p = p.hasSubcommand() ? p.subcommand() : null) {
            if (p.hasMatchedOption("--verbose")) {
                return true;
            }
        }
        return false;
    }

    private static String message(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof NoSuchFileException e) {
            return "no such file: " + e.getFile();
        }
        if (cause instanceof FileSystemException e && e.getReason() == null) {
            return "cannot use file " + e.getFile() + ": " + e.getClass().getSimpleName();
        }
        return BrokerRefusal.of(cause)
                .orElseGet(() -> cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private static int exitCode(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof ConfigException
                || cause instanceof FileSystemException
                || cause instanceof RegistryRefusalException) {
            return ExitCode.CONFIG;
        }
        return cause instanceof KafkaException || cause instanceof RegistryOutageException
                ? ExitCode.BROKER
                : ExitCode.FAILED;
    }
}
