package cn.shiji.app.tls;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The port without encryption beside the encrypted one. It does one thing: it sends a browser that asks for a page to the
 * encrypted port. Whatever else is sent there is refused unread.
 */
@Component
@ConditionalOnProperty("shiji.tls.plain-port")
@Order(Ordered.HIGHEST_PRECEDENCE)
class PlainPort extends OncePerRequestFilter implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int HTTPS = 443;

    private final Connector plain;
    private volatile int encrypted;

    PlainPort(@Value("${shiji.tls.plain-port}") int port) {
        plain = new Connector();
        plain.setPort(port);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (factory.getAddress() != null) {
            plain.setProperty("address", factory.getAddress().getHostAddress());
        }
        plain.setXpoweredBy(false);
        factory.addAdditionalConnectors(plain);
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        encrypted = event.getWebServer().getPort();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getLocalPort() != plain.getLocalPort()) {
            chain.doFilter(request, response);
            return;
        }
        boolean page = (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                // A program that forgot TLS is to notice.
                && !request.getRequestURI().startsWith("/api/");
        if (!page) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setHeader(HttpHeaders.CONNECTION, "close");
            return;
        }
        String query = request.getQueryString();
        String port = encrypted == HTTPS ? "" : ":" + encrypted;
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader(
                HttpHeaders.LOCATION,
                "https://" + request.getServerName() + port + request.getRequestURI()
                        + (query == null ? "" : "?" + query));
    }
}
