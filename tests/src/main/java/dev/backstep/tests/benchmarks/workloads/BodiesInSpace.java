package dev.backstep.tests.benchmarks.workloads;

/** The n-body problem: fields of a few objects, read and written all the time. */
public final class BodiesInSpace implements Workload {
    private static final class Body {
        private double x;
        private double y;
        private double z;
        private double speedX;
        private double speedY;
        private double speedZ;
        private final double mass;

        Body(int number) {
            x = number;
            y = number * 2;
            z = number * 0.5;
            speedX = 1.0 / number;
            speedY = 0.1;
            speedZ = 0.2;
            mass = number;
        }

        private void attract(Body other, double step) {
            double dx = x - other.x;
            double dy = y - other.y;
            double dz = z - other.z;
            double square = dx * dx + dy * dy + dz * dz + 0.01;
            double force = step / (square * Math.sqrt(square));
            speedX -= dx * other.mass * force;
            speedY -= dy * other.mass * force;
            speedZ -= dz * other.mass * force;
            other.speedX += dx * mass * force;
            other.speedY += dy * mass * force;
            other.speedZ += dz * mass * force;
        }

        private void move(double step) {
            x += step * speedX;
            y += step * speedY;
            z += step * speedZ;
        }
    }

    private final Body[] bodies = {new Body(1), new Body(2), new Body(3), new Body(4), new Body(5)};

    @Override
    public long round() {
        for (int step = 0; step < 100_000; step++) {
            for (int i = 0; i < bodies.length; i++) {
                for (int j = i + 1; j < bodies.length; j++) {
                    bodies[i].attract(bodies[j], 0.001);
                }
            }
            for (Body body : bodies) {
                body.move(0.001);
            }
        }
        return Double.doubleToLongBits(bodies[0].x);
    }
}
