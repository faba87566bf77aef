package dev.sluice.cli.alerts;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.option.WhoOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Feedback;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an operator makes of an incident. */
@Command(
        name = "feedback",
        header = "Say whether an alert was right: the next training honours it.",
        description = {
            "  false  a false alarm: its records are learned as normal, however unusual they look",
            "  true   an incident: its records are never learned from",
            "  ack    known and looked after: shown with the incident, nothing else",
            "  none   takes back what was said",
            "",
            "What is said last counts. It is about the incident from its start to its last record that is known: of one that"
                    + " goes on, say it again when it is over."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice alerts feedback telemetry-0-48211 false --note 'new firmware'",
            "  sluice alerts feedback telemetry-0-48211 true --by anna"
        })
public final class AlertsFeedbackCommand implements Callable<Integer> {

    private static final int LONGEST = 500;

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    WhoOptions who;

    @Parameters(index = "0", paramLabel = "ID", description = "As `sluice alerts list` shows it.")
    String id;

    @Parameters(index = "1", paramLabel = "VERDICT", description = "One of: ${COMPLETION-CANDIDATES}.")
    Said said;

    @Option(names = "--note", paramLabel = "TEXT", description = "For those who read it later.")
    String note;

    @Override
    public Integer call() throws InterruptedException {
        String by = who.by();
        if (note != null && note.length() > LONGEST) {
            throw new ConfigException("--note: expected at most " + LONGEST + " characters, got " + note.length());
        }
        PipelineConfig pipeline = options.pipeline();
        Incident incident = Alerts.read(pipeline).require(id);
        OperatorTopic.provision(pipeline);
        byte[] value = said.verdict()
                .map(verdict -> ContractJson.encode(new Feedback(
                        id,
                        verdict,
                        incident.isShared() ? null : incident.entity(),
                        incident.last().getTopic(),
                        incident.last().getPartition(),
                        incident.start(),
                        incident.end(),
                        by,
                        note == null ? "" : note,
                        Clock.systemUTC().millis(),
                        incident.last().getMembers())))
                .orElse(null);
        OperatorTopic.write(pipeline, pipeline.topics().feedback(), id, value);
        tell(incident);
        return ExitCode.OK;
    }

    private void tell(Incident incident) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Incident " + id + " of " + IncidentTable.entity(incident) + ", " + Figures.time(incident.start())
                + " to " + Figures.time(incident.end()) + ": " + said.told());
        if (said.isLearned() && incident.isOpen()) {
            out.println("It is open: what comes from now on is not covered. Say it again when it is over.");
        }
        int unnamed = incident.memberCount() - incident.entities().size();
        if (said.isLearned() && incident.isShared() && unnamed > 0) {
            out.println(unnamed + " of its " + incident.memberCount()
                    + " entities are not named on the topic, and not covered.");
        }
        out.flush();
    }
}
