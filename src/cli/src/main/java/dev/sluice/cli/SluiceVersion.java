package dev.sluice.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class SluiceVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Sluice.class.getPackage().getImplementationVersion();
        return new String[] {
            "sluice " + (version == null ? "(not from a jar)" : version),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
