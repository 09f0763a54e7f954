package dev.redisatomic.sample.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves requests for names of this machine, and for those in {@code sample.web.hosts}. A page
 * elsewhere can let a name of its own point to this machine and would then be of the same origin:
 * the name is what gives it away.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostFilter extends OncePerRequestFilter {

  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  HostFilter(WebProperties properties) {
    names.add("localhost");
    names.addAll(properties.hosts());
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      logger.debug("This machine has no name of its own", e);
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String name = request.getServerName();
    if (names.contains(name) || isAddressOfThisMachine(name, request)) {
      chain.doFilter(request, response);
      return;
    }
    response.sendError(
        HttpStatus.MISDIRECTED_REQUEST.value(),
        "This is not the host that was asked for. Its other names can be listed in"
            + " sample.web.hosts.");
  }

  /** Whether it is the very address at which the request has arrived. No name is looked up. */
  private static boolean isAddressOfThisMachine(String name, HttpServletRequest request) {
    String address = request.getLocalAddr();
    if (address == null) {
      return false;
    }
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    return isLiteral(bare) && sameAddress(bare, address);
  }

  private static boolean isLiteral(String name) {
    return name.indexOf(':') >= 0 || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static boolean sameAddress(String literal, String address) {
    try {
      return InetAddress.getByName(literal.toLowerCase(Locale.ROOT))
          .equals(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
