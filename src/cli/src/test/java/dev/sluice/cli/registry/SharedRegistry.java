package dev.sluice.cli.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one {@link RegistryProcess} to every test that asks for it by parameter, ended after the last. */
public final class SharedRegistry implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RegistryProcess.class;
    }

    @Override
    public RegistryProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedRegistry.class))
                .getOrComputeIfAbsent(RegistryProcess.class, type -> start(), RegistryProcess.class);
    }

    private static RegistryProcess start() {
        try {
            return RegistryProcess.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
