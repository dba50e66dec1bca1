package org.gaoler.action.mail.limit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections and can close all of them from another thread. */
public final class Sockets extends SocketFactory {

  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  private Socket known(Socket socket) throws IOException {
    open.add(socket);
    if (closed) {
      socket.close();
      throw new SocketException("given up");
    }
    return socket;
  }

  /**
   * Closes whatever is open, and opens nothing any more; who reads or writes there fails at once.
   */
  public void close() {
    closed = true;
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException gone) {
        LOG.debug("a connection that is given up: {}", gone.getMessage());
      }
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    return known(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return known(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return known(new Socket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return known(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return known(new Socket(address, port, localAddress, localPort));
  }
}
