package dev.redisatomic.sample.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an account or product, as it comes from outside. It becomes part of a key, so it must
 * not contain what separates the parts of a key. It may end with a hash tag: on a cluster, only
 * names with the same one can take part in one step.
 */
@NotNull
@Pattern(regexp = "[A-Za-z0-9_-]{1,40}(\\{[A-Za-z0-9_-]{1,20}})?")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Identifier {

  /**
   * The message for the caller.
   *
   * @return the message
   */
  String message() default
      "must be 1 to 40 letters, digits, '-' or '_', and may end with a hash tag like \\{north\\}";

  /**
   * Bean Validation groups.
   *
   * @return the groups
   */
  Class<?>[] groups() default {};

  /**
   * Bean Validation payload.
   *
   * @return the payload
   */
  Class<? extends Payload>[] payload() default {};
}
