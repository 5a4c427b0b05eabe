package dev.backstep.tests.debuggees;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A bean of the program in the platform's management server. */
@Debuggee(output = Debuggee.Output.SAME)
public final class ManagementServer {
    private ManagementServer() {
    }

    /** What the server shows of {@link Heater}. */
    public interface HeaterMBean {
        int getDegrees();

        void setDegrees(int degrees);
    }

    /** A bean. */
    public static final class Heater implements HeaterMBean {
        private int degrees = 20;

        @Override
        public int getDegrees() {
            return degrees;
        }

        @Override
        public void setDegrees(int degrees) {
            this.degrees = degrees;
        }
    }

    public static void main(String[] arguments) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.backstep:type=Heater");
        server.registerMBean(new Heater(), name);
        server.setAttribute(name, new Attribute("Degrees", 25));
        System.out.println(server.getAttribute(name, "Degrees") + " " + server.isRegistered(name));
        System.out.println(server.getAttribute(new ObjectName("java.lang:type=Runtime"), "SpecVersion"));
    }
}
