/**
 * Between Spring Data and a driver: the {@link dev.redisatomic.connection.AttemptConnection
 * connection} that templates are given, what is known about {@link
 * dev.redisatomic.connection.CommandCatalog commands}, and the {@link
 * dev.redisatomic.connection.Driver port} to a driver. The only package that sees Spring Data's
 * connections. Read {@code Driver}, then {@code AttemptConnection}, then {@code CommandCatalog}.
 */
@NullMarked
package dev.redisatomic.connection;

import org.jspecify.annotations.NullMarked;
