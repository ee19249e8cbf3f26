package dossier.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void a_pool_is_as_large_as_the_service_allows_invocations_and_else_one() {
        assertThat(concurrency(Map.of())).isEqualTo(1);
        assertThat(concurrency(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "12"))).isEqualTo(12);
        assertThat(concurrency(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "none"))).isEqualTo(1);
        assertThat(concurrency(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "0"))).isEqualTo(1);
    }

    @Test
    void a_variable_that_a_function_does_not_declare_cannot_be_read() {
        Environment environment = Environment.of(Map.of("LOG_LEVEL", "DEBUG"), Set.of());

        assertThatThrownBy(() -> environment.text(Variable.LOG_LEVEL)).hasMessageContaining("LOG_LEVEL");
    }

    private static int concurrency(Map<String, String> variables) {
        return Environment.of(variables, Set.of()).concurrency();
    }
}
