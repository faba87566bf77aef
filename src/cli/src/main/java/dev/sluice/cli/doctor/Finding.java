package dev.sluice.cli.doctor;

import dev.sluice.command.ExitCode;

/**
 * One thing that the doctor looked at.
 *
 * @param level how it is
 * @param check what was looked at, in a word or two
 * @param said what was found
 * @param mend what to do about it; null where nothing is to be done
 * @param exitCode of a doctor for whom this is the first failure; {@link ExitCode#OK} where it is none
 */
record Finding(Level level, String check, String said, String mend, int exitCode) {

    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String check, String said) {
        return new Finding(Level.OK, check, said, null, ExitCode.OK);
    }

    static Finding warn(String check, String said, String mend) {
        return new Finding(Level.WARN, check, said, mend, ExitCode.OK);
    }

    static Finding fail(int exitCode, String check, String said, String mend) {
        return new Finding(Level.FAIL, check, said, mend, exitCode);
    }
}
