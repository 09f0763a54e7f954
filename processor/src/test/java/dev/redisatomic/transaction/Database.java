package dev.redisatomic.transaction;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** How the methods under test write to the database. */
enum Database {
  JDBC(Jdbc.class),
  JPA(Jpa.class);

  private final Class<?> configuration;

  Database(Class<?> configuration) {
    this.configuration = configuration;
  }

  Class<?> configuration() {
    return configuration;
  }

  /** Writes rows, in the transaction of the thread. */
  interface Rows {

    void insert(int id);
  }

  /** A row as JPA sees it; {@code ID} is the primary key for both. */
  @Entity(name = "RECORDS")
  public static class Row {

    @Id int id;

    protected Row() {}

    Row(int id) {
      this.id = id;
    }
  }

  /** What both need: a database that is empty, and its commits. */
  static class Common {

    @Bean(destroyMethod = "close")
    FailingDataSource dataSource() {
      FailingDataSource source =
          new FailingDataSource(
              new SimpleDriverDataSource(
                  new org.h2.Driver(),
                  "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                  new Properties()));
      new JdbcTemplate(source).execute("create table RECORDS(ID int primary key)");
      return source;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Jdbc extends Common {

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    Rows rows(DataSource source) {
      return id -> new JdbcTemplate(source).update("insert into RECORDS values (?)", id);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Jpa extends Common {

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource source) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(source);
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      factory.setPersistenceUnitName("test");
      factory.setPackagesToScan(Database.class.getPackageName());
      factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "none"));
      return factory;
    }

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
      return new JpaTransactionManager(factory);
    }

    /** Written when the persistence context is flushed, before the commit. */
    @Bean
    Rows rows(EntityManagerFactory factory) {
      EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
      return id -> entities.persist(new Row(id));
    }
  }
}
