package io.agentplane.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Healthy means that the address answers 200.
 *
 * @param key the API key to ask with; null for asking as a stranger
 */
public record HttpHealth(URI address, @Nullable String key) implements HealthCheck {

    private static final int TIMEOUT_MILLIS = 2_000;

    public HttpHealth(URI address) {
        this(address, null);
    }

    @Override
    public boolean passes() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (key != null) {
                connection.setRequestProperty("Authorization", "Bearer " + key);
            }
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
