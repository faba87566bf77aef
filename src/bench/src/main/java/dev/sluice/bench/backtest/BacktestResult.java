package dev.sluice.bench.backtest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one backtest came to.
 *
 * @param auroc NaN without labels, or where they are of one class
 * @param auprc NaN likewise
 * @param rowsFit rows that the network was fitted on
 * @param secondsTrain as the command reports it
 * @param microsPerRecord as the command reports it
 * @param scores row by row
 */
public record BacktestResult(
        double auroc, double auprc, long rowsFit, double secondsTrain, double microsPerRecord, ScoreFile scores) {

    static BacktestResult of(JsonNode report, ScoreFile scores) {
        return new BacktestResult(
                report.path("auroc").asDouble(Double.NaN),
                report.path("auprc").asDouble(Double.NaN),
                report.path("rowsFit").asLong(),
                report.path("secondsTrain").asDouble(Double.NaN),
                report.path("microsPerRecord").asDouble(Double.NaN),
                scores);
    }
}
