package dev.sluice.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.deployment.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documentation points to within the checkout is there. */
class LinksTest {

    @Test
    void everyRelativeLinkAndAnchorResolves() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Page page : Page.all()) {
            for (Page.Line link : page.links()) {
                if (!link.text().matches("[a-z]+:.*")) {
                    links++;
                    if (!resolves(page, link.text())) {
                        dead.add(page.at(link) + ": " + link.text());
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(links).isGreaterThan(10);
    }

    private static boolean resolves(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().getParent().resolve(parts[0]).normalize();
        if (!Files.exists(target) || !target.startsWith(Checkout.ROOT)) {
            return false;
        }
        return parts.length == 1 || Page.read(target).anchors().contains(parts[1]);
    }

    @Test
    void readsHeadingsAsGitHubDoes() {
        Page page = Page.of(
                Checkout.ROOT.resolve("x.md"),
                List.of(
                        "# Topics of a pipeline named `pumps`",
                        "## A [link](y.md), too!",
                        "```sh",
                        "# none",
                        "```",
                        "## A link too"));
        assertThat(page.anchors()).containsExactly("topics-of-a-pipeline-named-pumps", "a-link-too", "a-link-too-1");
    }

    @Test
    void tellsALinkThatLeadsNowhere() {
        Page readme = Page.read(Checkout.ROOT.resolve("README.md"));
        assertThat(resolves(readme, "docs/science.md#drift")).isTrue();
        assertThat(resolves(readme, "#how-it-works")).isTrue();
        assertThat(resolves(readme, "missing.md")).isFalse();
        assertThat(resolves(readme, "#no-such-heading")).isFalse();
        assertThat(resolves(readme, "../outside.md")).isFalse();
    }
}
