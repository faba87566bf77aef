package dev.sluice.cli.broker;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one {@link EmbeddedBroker} to every test that asks for it by parameter, started when the first does and closed
 * after the last. Tests share it: they use topics and pipelines of their own names.
 *
 * <pre>{@code
 * @ExtendWith(SharedBroker.class)
 * class ProduceIT {
 *     @Test
 *     void sendsEveryRow(EmbeddedBroker broker) { ... }
 * }
 * }</pre>
 */
public final class SharedBroker implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedBroker.class;
    }

    @Override
    public EmbeddedBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedBroker.class))
                .getOrComputeIfAbsent(EmbeddedBroker.class, type -> EmbeddedBroker.start(), EmbeddedBroker.class);
    }
}
