package dev.sluice.cli.acls;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One operation on one resource that a role cannot do without.
 *
 * @param pattern literal, or prefixed for all whose name begins so
 */
public record Right(Role role, ResourceType type, PatternType pattern, String name, AclOperation operation) {

    /**
     * As the Kafka protocol has it.
     *
     * @param principal such as {@code User:scorer}
     */
    public AclBinding binding(String principal) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }
}
