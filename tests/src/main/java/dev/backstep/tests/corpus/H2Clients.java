package dev.backstep.tests.corpus;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Four threads that insert into, update and query one H2 database. Arguments: JDBC URL, rounds of each thread. */
public final class H2Clients {
    private static final int CLIENT_COUNT = 4;

    private H2Clients() {
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        String url = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute("create table account(id int primary key, owner varchar(50), balance bigint, changed timestamp default current_timestamp)");
            statement.execute("create table entry(id identity primary key, account int, amount bigint, thread int)");
            statement.execute("create index by_account on entry(account)");
            for (int i = 0; i < 100; i++) {
                statement.execute("insert into account(id, owner, balance) values (" + i + ", 'owner " + i + "', 1000)");
            }
            Thread[] clients = new Thread[CLIENT_COUNT];
            for (int i = 0; i < CLIENT_COUNT; i++) {
                int number = i;
                clients[i] = new Thread(() -> client(url, number, rounds), "client-" + i);
                clients[i].start();
            }
            for (Thread client : clients) {
                client.join();
            }
            print(statement, "select count(*), sum(amount), max(id) from entry");
            print(statement, "select thread, count(*), sum(amount) from entry group by thread order by thread");
            print(statement, "select a.owner, a.balance, count(e.id) from account a join entry e on e.account = a.id group by a.id order by a.balance desc, a.id limit 5");
            print(statement, "select sum(balance), max(changed), random_uuid() from account");
        }
    }

    private static void client(String url, int number, int rounds) {
        Random random = new Random();
        int conflicts = 0;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < rounds; i++) {
                try {
                    transfer(connection, number, random.nextInt(100), random.nextInt(-50, 50));
                    connection.commit();
                } catch (SQLException e) {
                    conflicts++;
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            System.out.println("client " + number + ": " + e);
        }
        System.out.println("client " + number + " done, " + conflicts + " conflicts");
    }

    private static void transfer(Connection connection, int number, int account, int amount) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into entry(account, amount, thread) values (?, ?, ?)");
                PreparedStatement update = connection.prepareStatement("update account set balance = balance + ?, changed = current_timestamp where id = ?");
                PreparedStatement query = connection.prepareStatement("select sum(amount) from entry where account between ? and ?")) {
            insert.setInt(1, account);
            insert.setInt(2, amount);
            insert.setInt(3, number);
            insert.executeUpdate();
            update.setInt(1, amount);
            update.setInt(2, account);
            update.executeUpdate();
            query.setInt(1, account - 5);
            query.setInt(2, account + 5);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                result.getLong(1);
            }
        }
    }

    private static void print(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    line.append(result.getString(column)).append(' ');
                }
                System.out.println(line);
            }
        }
    }
}
