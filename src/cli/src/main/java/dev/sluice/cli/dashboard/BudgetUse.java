package dev.sluice.cli.dashboard;

import dev.sluice.pipeline.AlertBudget;

/**
 * Incidents that were opened, against what the budget allows on normal traffic in the same time.
 *
 * @param opened incidents, true ones included: nobody can tell them apart here
 * @param allowed what the budget allows for what was seen
 * @param entityDays event time seen of all entities, in days
 */
record BudgetUse(long opened, double allowed, double entityDays) {

    private static final double DAY = 86_400_000;

    /**
     * @param observed event time of all entities together, ms
     * @param span event time of the pipeline, ms
     * @param records scored
     */
    static BudgetUse of(AlertBudget budget, long opened, long observed, long span, long records) {
        double allowed = budget.period() == null
                ? budget.count() * records / budget.records()
                : budget.count()
                        * (budget.perEntity() ? observed : span)
                        / budget.period().toMillis();
        return new BudgetUse(opened, allowed, observed / DAY);
    }
}
