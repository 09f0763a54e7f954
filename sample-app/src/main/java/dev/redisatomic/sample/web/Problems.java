package dev.redisatomic.sample.web;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.CrossSlotException;
import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.sample.NotFoundException;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/**
 * Answers every failure with an RFC 9457 problem: what happened to the data, and never a stack
 * trace.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Log log = LogFactory.getLog(Problems.class);

  @ExceptionHandler
  ProblemDetail notFound(NotFoundException e) {
    return problem(HttpStatus.NOT_FOUND, "Not found", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail conflict(WatchConflictException e) {
    ProblemDetail problem =
        problem(
            HttpStatus.CONFLICT,
            "Conflict",
            "Others kept changing the same data. Nothing was applied; it is safe to try again.");
    problem.setProperty("attempts", e.getAttempts());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail unavailable(DataAccessResourceFailureException e) {
    log.warn("A store cannot be reached: " + e.getMessage());
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "Unavailable", "Redis or the database cannot be reached.");
  }

  @ExceptionHandler
  ProblemDetail busy(TransientDataAccessResourceException e) {
    log.warn("No connection to Redis is free: " + e.getMessage());
    return problem(HttpStatus.SERVICE_UNAVAILABLE, "Unavailable", "Too much to do. Try again.");
  }

  @ExceptionHandler
  ProblemDetail late(QueryTimeoutException e) {
    log.warn("A store does not answer: " + e.getMessage());
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "Unavailable", "Redis or the database does not answer.");
  }

  @ExceptionHandler
  ProblemDetail inTwoSlots(CrossSlotException e) {
    return problem(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "Bad input",
        "On a cluster, all that takes part has to be in one slot: let the names end with the same"
            + " hash tag, as in alice{north} and bob{north}. Nothing was applied.");
  }

  @ExceptionHandler
  ProblemDetail unknownOutcome(CommitOutcomeUnknownException e) {
    return failed(
        e, "Redis has applied all of it, or nothing. Look at the data before trying again.");
  }

  @ExceptionHandler
  ProblemDetail partlyApplied(PartialCommitException e) {
    return failed(e, "A part of it was applied. Do not try again.");
  }

  @ExceptionHandler
  ProblemDetail databaseFailed(DatabaseCommitFailedException e) {
    return failed(e, "Redis has applied it, the database perhaps not. Do not try again.");
  }

  @ExceptionHandler
  ProblemDetail unexpected(Exception e) {
    return failed(e, "The request could not be processed.");
  }

  /** Spring answers 400 to input that it cannot use; this application says 422. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.value() != HttpStatus.BAD_REQUEST.value()) {
      return super.handleExceptionInternal(e, body, headers, status, request);
    }
    HttpStatus unusable = HttpStatus.UNPROCESSABLE_CONTENT;
    ProblemDetail problem = problem(unusable, "Bad input", whatIsWrong(e));
    return super.handleExceptionInternal(e, problem, headers, unusable, request);
  }

  private static String whatIsWrong(Exception e) {
    if (e instanceof MethodArgumentNotValidException invalid) {
      return invalid.getFieldErrors().stream()
          .map(error -> error.getField() + " " + error.getDefaultMessage())
          .sorted()
          .collect(Collectors.joining("; "));
    }
    if (e instanceof HandlerMethodValidationException invalid) {
      return invalid.getParameterValidationResults().stream()
          .flatMap(
              result ->
                  result.getResolvableErrors().stream()
                      .map(error -> nameOf(error, result) + " " + error.getDefaultMessage()))
          .sorted()
          .collect(Collectors.joining("; "));
    }
    if (e.getCause() instanceof JacksonException unreadable && !unreadable.getPath().isEmpty()) {
      return unreadable.getPath().stream()
          .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
          .collect(Collectors.joining(".", "", " is missing, unknown or of the wrong type"));
    }
    return "The request cannot be read.";
  }

  private static @Nullable String nameOf(
      MessageSourceResolvable error, ParameterValidationResult result) {
    return error instanceof FieldError inBody
        ? inBody.getField()
        : result.getMethodParameter().getParameterName();
  }

  private static ProblemDetail failed(Exception e, String detail) {
    log.error(detail, e);
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Failed", detail);
  }

  private static ProblemDetail problem(HttpStatus status, String title, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setTitle(title);
    return problem;
  }
}
