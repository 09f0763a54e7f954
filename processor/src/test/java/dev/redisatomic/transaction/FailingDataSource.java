package dev.redisatomic.transaction;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections whose commit, or rollback, fails when told to, without having happened. */
final class FailingDataSource extends DelegatingDataSource implements AutoCloseable {

  private @Nullable SQLException onCommit;
  private @Nullable SQLException onRollback;
  private Runnable beforeCommit = () -> {};

  FailingDataSource(DataSource target) {
    super(target);
  }

  /** Until told otherwise. */
  void failOnCommit(SQLException failure) {
    onCommit = failure;
  }

  /** Until told otherwise. */
  void failOnRollback(SQLException failure) {
    onRollback = failure;
  }

  /** Runs when the database is asked to commit. */
  void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  void reset() {
    onCommit = null;
    onRollback = null;
    beforeCommit = () -> {};
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                beforeCommit.run();
                fail(onCommit);
              }
              if (method.getName().equals("rollback") && arguments == null) {
                fail(onRollback);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void fail(@Nullable SQLException failure) throws SQLException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    reset();
    new JdbcTemplate(this).execute("shutdown");
  }
}
