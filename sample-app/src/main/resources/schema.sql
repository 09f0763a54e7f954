-- The shop's orders. Its stock is in Redis.
create table orders (
  id bigint generated always as identity primary key,
  placed_at timestamp with time zone default current_timestamp not null
);

create table order_lines (
  order_id bigint not null references orders,
  product_id varchar not null,
  quantity bigint not null,
  primary key (order_id, product_id)
);
