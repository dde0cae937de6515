package io.agentplane.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Healthy means that the address answers 200. */
public record HttpHealth(URI address) implements HealthCheck {

    private static final int TIMEOUT_MILLIS = 2_000;

    @Override
    public boolean passes() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
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
