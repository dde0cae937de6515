package io.agentplane.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads what is left of a body that was refused unread, within bounds. Else the connection has to be closed, and whoever is
 * still sending doesn't see the answer.
 */
final class BodyToTheEndFilter extends OncePerRequestFilter {

    private static final DataSize MAX_READ_IN_VAIN = DataSize.ofMegabytes(16);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (!request.isAsyncStarted()) {
            skipRest(request);
        }
    }

    private static void skipRest(HttpServletRequest request) {
        byte[] buffer = new byte[8192];
        long left = MAX_READ_IN_VAIN.toBytes();
        try {
            ServletInputStream body = request.getInputStream();
            while (left > 0 && !body.isFinished()) {
                int octets = body.read(buffer);
                if (octets < 0) {
                    return;
                }
                left -= octets;
            }
        } catch (IOException | IllegalStateException gone) {
            // Who sends no more doesn't wait for an answer either.
        }
    }
}
