package dev.redisatomic.sample.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no page of another origin change anything. Browsers say where a request comes from. Where
 * nothing is said, a {@code POST} has to be JSON, which no form can send and for which browsers ask
 * first, as they do for {@code PUT} and {@code DELETE}; the answer is no.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OriginFilter extends OncePerRequestFilter {

  private static final Set<String> ONLY_READ = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String FOREIGN = "Only the page of this server itself may do that.";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return ONLY_READ.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpStatus.FORBIDDEN.value(), refusal);
    }
  }

  private static @Nullable String refusal(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (site != null) {
      return isOwnSite(site) ? null : FOREIGN;
    }
    if (origin != null) {
      return isOwnOrigin(origin, request) ? null : FOREIGN;
    }
    if (!HttpMethod.POST.matches(request.getMethod()) || isJson(request.getContentType())) {
      return null;
    }
    return "Nothing says which page this comes from. A program has to send JSON, with the header"
        + " 'Content-Type: application/json', even without a body.";
  }

  /** Judges by what the browser itself says; {@code none} is a user and no page. */
  private static boolean isOwnSite(String site) {
    return site.equals("same-origin") || site.equals("none");
  }

  /** Compares the origin with the host. Both leave out a port that is usual for the scheme. */
  private static boolean isOwnOrigin(String origin, HttpServletRequest request) {
    return origin.equalsIgnoreCase(
        request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
