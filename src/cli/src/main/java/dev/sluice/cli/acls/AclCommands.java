package dev.sluice.cli.acls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Rights as commands of Kafka's own {@code kafka-acls.sh}, one for each resource. */
final class AclCommands {

    private record Resource(ResourceType type, PatternType pattern, String name) {}

    private AclCommands() {}

    /** @param principal such as {@code User:scorer} */
    static List<String> of(List<Right> rights, String principal, String bootstrapServers) {
        Map<Resource, List<AclOperation>> byResource = new LinkedHashMap<>();
        for (Right r : rights) {
            byResource
                    .computeIfAbsent(new Resource(r.type(), r.pattern(), r.name()), resource -> new ArrayList<>())
                    .add(r.operation());
        }
        List<String> commands = new ArrayList<>();
        byResource.forEach((resource, operations) -> {
            StringBuilder command = new StringBuilder("kafka-acls.sh --bootstrap-server " + bootstrapServers
                    + " --command-config admin.properties --add --allow-principal " + quoted(principal));
            operations.forEach(o -> command.append(" --operation ").append(operation(o)));
            command.append(option(resource.type())).append(quoted(resource.name()));
            if (resource.pattern() == PatternType.PREFIXED) {
                command.append(" --resource-pattern-type prefixed");
            }
            commands.add(command.toString());
        });
        return commands;
    }

    private static String operation(AclOperation operation) {
        String name = operation.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String option(ResourceType type) {
        return switch (type) {
            case TOPIC -> " --topic ";
            case GROUP -> " --group ";
            case TRANSACTIONAL_ID -> " --transactional-id ";
            default -> throw new IllegalArgumentException("no such right is needed: " + type);
        };
    }

    /** Names of pipelines and topics need no quotes in a shell; names of users may. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._:@/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
