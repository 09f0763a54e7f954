package dev.redisatomic.sample.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says as a problem what was refused before it came to a controller. Where nothing has gone wrong,
 * there is nothing at this address.
 */
@RestController
class ErrorProblems implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<ProblemDetail> tell(HttpServletRequest request) {
    HttpStatus status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? orServerError(code)
            : HttpStatus.NOT_FOUND;
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail(request, status));
    problem.setTitle(title(status));
    return ResponseEntity.of(problem).build();
  }

  private static HttpStatus orServerError(int code) {
    HttpStatus known = HttpStatus.resolve(code);
    return known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
  }

  private static String title(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "Not found";
      case MISDIRECTED_REQUEST -> "Another host";
      case FORBIDDEN -> "Refused";
      case CONTENT_TOO_LARGE -> "Too large";
      default -> status.is5xxServerError() ? "Failed" : status.getReasonPhrase();
    };
  }

  /** The message of an exception may say what is nobody's business. */
  private static String detail(HttpServletRequest request, HttpStatus status) {
    if (status.is5xxServerError()) {
      return "The request could not be processed.";
    }
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null
            && request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String message
            && !message.isBlank()
        ? message
        : status == HttpStatus.NOT_FOUND
            ? "There is nothing at this address."
            : "The request cannot be answered.";
  }
}
