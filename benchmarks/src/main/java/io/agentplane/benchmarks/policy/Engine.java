package io.agentplane.benchmarks.policy;

/** One that decides the questions of a {@link Workload}; built with its rules, questions in its own form prepared. */
public interface Engine {

    boolean allows(int question);

    /** Those that take part. */
    enum Kind {
        OURS("ours, conditions"),
        OURS_WITH_CEL("ours, CEL expression"),
        CASBIN("jCasbin"),
        CEDAR("Cedar"),
        CEL_SCAN("CEL programs, one after the other");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }

        Engine over(Workload workload) throws Exception {
            return switch (this) {
                case OURS -> OurEngine.withConditions(workload);
                case OURS_WITH_CEL -> OurEngine.withExpressions(workload);
                case CASBIN -> new Casbin(workload);
                case CEDAR -> new Cedar(workload);
                case CEL_SCAN -> new CelScan(workload);
            };
        }
    }
}
