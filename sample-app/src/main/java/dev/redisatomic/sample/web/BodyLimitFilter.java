package dev.redisatomic.sample.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses large bodies before anybody reads them. One that does not say how large it is, is read
 * here, as far as it may go.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyLimitFilter extends OncePerRequestFilter {

  private final int most;

  BodyLimitFilter(WebProperties properties) {
    this.most = Math.toIntExact(properties.largestBody().toBytes());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > most) {
      refuse(response);
      return;
    }
    if (request.getContentLengthLong() >= 0) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(most);
    if (body.length == most && request.getInputStream().read() >= 0) {
      refuse(response);
      return;
    }
    chain.doFilter(body.length == 0 ? request : new BodyInMemory(request, body), response);
  }

  private void refuse(HttpServletResponse response) throws IOException {
    response.sendError(
        HttpStatus.CONTENT_TOO_LARGE.value(), "A request may have " + most + " bytes at most.");
  }
}
