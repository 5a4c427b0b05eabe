package dev.backstep.tests.benchmarks.workloads;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** H2 in memory: inserts, joins, groups. */
public final class Queries implements Workload {
    private final Connection connection = DriverManager.getConnection("jdbc:h2:mem:benchmark");
    private int next;

    public Queries() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table item(id int primary key, kind int, name varchar(40), price int)");
            statement.execute("create table kind(id int primary key, name varchar(20))");
            for (int i = 0; i < 20; i++) {
                statement.execute("insert into kind values (" + i + ", 'kind " + i + "')");
            }
        }
    }

    @Override
    public long round() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?, ?, ?)");
                PreparedStatement byKey = connection.prepareStatement("select name from item where id = ?"); Statement statement = connection.createStatement()) {
            for (int i = 0; i < 500; i++) {
                insert.setInt(1, next);
                insert.setInt(2, next % 20);
                insert.setString(3, "item " + next);
                insert.setInt(4, next * 7 % 1_000);
                insert.executeUpdate();
                next++;
            }
            long sum = 0;
            for (int i = 0; i < 1_000; i++) {
                byKey.setInt(1, i * 31 % next);
                try (ResultSet result = byKey.executeQuery()) {
                    result.next();
                    sum += result.getString(1).length();
                }
            }
            try (ResultSet result = statement.executeQuery("select k.name, count(*), sum(i.price) from item i join kind k on k.id = i.kind where i.id > "
                    + (next - 2_000) + " group by k.name order by 3")) {
                while (result.next()) {
                    sum += result.getLong(3);
                }
            }
            return sum;
        }
    }
}
