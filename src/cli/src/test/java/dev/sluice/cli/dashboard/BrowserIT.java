package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Decision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: {@code ./mvnw verify -Pbrowser}. What the console complains about fails it. */
@ExtendWith(SharedBroker.class)
@EnabledIfSystemProperty(named = "browser", matches = "true", disabledReason = "runs with -Pbrowser")
class BrowserIT {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    @TempDir
    Path profile;

    private static Dashboard dashboard(OutputTopics topics, int port) {
        return new Dashboard(topics.config, Duration.ofMinutes(15), "127.0.0.1", port, Set.of());
    }

    @Test
    void showsWhatWasProducedGoesOnLiveAndConnectsAgain(EmbeddedBroker broker) throws Exception {
        long now = System.currentTimeMillis();
        try (OutputTopics topics = new OutputTopics("browser-it", broker);
                Chromium page = new Chromium(profile, 1440, 1000)) {
            Dashboard dashboard = dashboard(topics, 0);
            try {
                page.open(dashboard.url());
                page.await("document.getElementById('status').dataset.state === 'live'");
                page.await("document.body.innerText.includes('Waiting for the first model')");
                assertThat(page.text("#score-chart")).contains("Waiting for scores");

                for (int i = 0; i < 300; i++) {
                    topics.record("pump-" + i % 6, 0.2 + (i % 7) * 0.05, now - 300_000 + i * 1_000L);
                }
                topics.activation(3, Decision.PROMOTED, "first model", now - 300_000);
                topics.flush();
                page.await("document.querySelectorAll('#worst button').length === 6");
                page.await("document.querySelector('#score-chart canvas') !== null");
                page.await("document.getElementById('models').innerText.includes('promoted, active')");
                page.await(
                        "document.getElementById('latents').getAttribute('aria-label').includes('latents of space 1')");
                assertThat(page.text("#models")).contains("reconstruction-error");

                topics.outcome("pump-2", 4, now + 1_000);
                topics.alert("it-0-7", "OPENED", "pump-2", 4, now, OutputTopics.field("flow", 9.5, 5.25, 0.8));
                topics.alert("it-0-8", "OPENED", HOSTILE, 3, now + 1, OutputTopics.field(HOSTILE, 9, 5, 0.8));
                topics.deadLetter(HOSTILE, now);
                topics.flush();
                page.await("document.querySelectorAll('#incidents button').length === 2");
                page.await("document.getElementById('announce').textContent.includes('incident')");
                page.click("#incidents li:last-child button");
                page.await("document.getElementById('score-entity').innerText === 'pump-2'");
                page.await("document.getElementById('fields').innerText.includes('9.5')");
                assertThat(page.text("#fields"))
                        .contains("flow")
                        .contains("5.25")
                        .contains("80 %");
                page.await("document.getElementById('score-now').innerText.includes('score 4.00')");
                assertThat(page.text("#incidents")).contains(HOSTILE);
                assertThat(page.evaluate("document.title").asText()).isEqualTo("(2) browser-it – Sluice");
                assertThat(page.evaluate("document.querySelectorAll('main img').length")
                                .asInt())
                        .isZero();
                assertThat(page.errors()).isEmpty();
            } finally {
                dashboard.close();
            }
            page.await("document.getElementById('status').dataset.state === 'lost'");
            topics.outcome("pump-2", 0.25, now + 5_000);
            topics.flush();
            Dashboard successor = dashboard(topics, URI.create(dashboard.url()).getPort());
            try {
                page.await("document.getElementById('status').dataset.state === 'live'");
                page.await("document.getElementById('score-now').innerText.includes('score 0.25')");
                assertThat(page.text("#score-entity")).isEqualTo("pump-2");
                assertThat(page.evaluate("document.querySelectorAll('#incidents button').length")
                                .asInt())
                        .isEqualTo(2);
            } finally {
                successor.close();
            }
            // While no server was there, the browser said so.
            assertThat(page.errors()).allMatch(e -> e.startsWith("network: "));
        }
    }

    @Test
    void isUsedByKeyboardAloneAndNamesWhatItShows(EmbeddedBroker broker) throws Exception {
        long now = System.currentTimeMillis();
        try (OutputTopics topics = new OutputTopics("browser-keys-it", broker);
                Chromium page = new Chromium(profile, 1440, 1000)) {
            for (int i = 0; i < 40; i++) {
                topics.record("pump-" + i % 4, 0.2, now - 40_000 + i * 1_000L);
            }
            topics.flush();
            try (Dashboard dashboard = dashboard(topics, 0)) {
                page.open(dashboard.url());
                page.await("document.getElementById('fleet-note').innerText.startsWith('4 entities')");
                page.press("Tab");
                assertThat(page.evaluate("document.activeElement.className").asText())
                        .isEqualTo("skip");
                page.evaluate("document.getElementById('map').focus()");
                page.press("ArrowRight");
                page.press("ArrowRight");
                page.await("document.getElementById('map-cell').innerText.startsWith('pump-2')");
                page.press("Enter");
                page.await("document.getElementById('score-entity').innerText === 'pump-2'");
                assertThat(page.evaluate("location.hash").asText()).isEqualTo("#entity=pump-2");

                String nameless =
                        "[...document.querySelectorAll('button, input, select, canvas, [role=img]')].filter(e =>"
                                + " !(e.innerText?.trim() || e.getAttribute('aria-label') || e.labels?.length"
                                + " || e.closest('[aria-hidden=true], [role=img]') !== null)).map(e => e.outerHTML)";
                assertThat(page.evaluate(nameless)).isEmpty();
                for (String scheme : List.of("light", "dark")) {
                    page.emulate(1440, 1000, scheme);
                    page.await("document.documentElement.dataset.theme === '" + scheme + "'");
                    assertThat(page.evaluate(CONTRAST)).as(scheme).isEmpty();
                }
                for (int width : new int[] {360, 768}) {
                    page.emulate(width, 900, "light");
                    assertThat(page.evaluate("document.documentElement.scrollWidth")
                                    .asInt())
                            .as("nothing reaches beyond a window of this width")
                            .isLessThanOrEqualTo(width);
                }
                assertThat(page.errors()).isEmpty();
            }
        }
    }

    /** Texts whose contrast to what is behind them is below 4.5, as the accessibility guidelines of the W3C compute it. */
    private static final String CONTRAST = """
            (() => {
              const rgb = c => c.match(/[\\d.]+/g).map(Number);
              const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const behind = e => { const all = []; for (; e; e = e.parentElement) all.push(rgb(getComputedStyle(e).backgroundColor));
                let c = [255, 255, 255]; for (const [r, g, b, a = 1] of all.reverse()) c = [r, g, b].map((v, i) => v * a + c[i] * (1 - a)); return c; };
              return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
                  && e.checkVisibility() && !e.closest('.skip, .unseen, noscript, option'))
                .map(e => { const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e));
                  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.innerText]; })
                .filter(([ratio]) => ratio < 4.5).map(([ratio, text]) => ratio.toFixed(2) + ': ' + text);
            })()
            """;
}
