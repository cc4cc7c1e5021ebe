import Messaging
import Testing

@Suite("Endpoints")
struct EndpointTests {
  private func words(_ text: String) -> String {
    do throws(MessagingError) {
      return try Endpoint(text).description
    } catch {
      return error.description
    }
  }

  @Test(
    "What is well written is read and printed alike",
    arguments: [
      "tcp://127.0.0.1:5555", "tcp://server:1", "tcp://[::1]:5555", "tcp://*:65535", "tcp://127.0.0.1:*",
      "ipc:///run/x/channel", "inproc://name",
    ])
  func roundTrip(text: String) {
    #expect(words(text) == text)
  }

  @Test("What is badly written is refused with the reason and the forms that are understood")
  func bad() {
    let tail = "; expected tcp://HOST:PORT, ipc://PATH or inproc://NAME"
    #expect(words("udp://x:1") == "endpoint \"udp://x:1\": unknown transport" + tail)
    #expect(words("tcp://host") == "endpoint \"tcp://host\": no port" + tail)
    #expect(words("tcp://:1") == "endpoint \"tcp://:1\": no host" + tail)
    #expect(words("tcp://h:0") == "endpoint \"tcp://h:0\": port \"0\" is not 1 to 65535 or *" + tail)
    #expect(words("tcp://h:65536") == "endpoint \"tcp://h:65536\": port \"65536\" is not 1 to 65535 or *" + tail)
    #expect(words("tcp://::1:5") == "endpoint \"tcp://::1:5\": an IPv6 host stands in brackets" + tail)
    #expect(words("tcp://a b:5") == "endpoint \"tcp://a b:5\": the host has a character that no host has" + tail)
    #expect(words("ipc://") == "endpoint \"ipc://\": no path" + tail)
    let long = "ipc://" + String(repeating: "p", count: 100)
    #expect(words(long) == "endpoint \"\(long)\": the path has 100 bytes, at most 99 are possible" + tail)
    #expect(words("") == "endpoint \"\": unknown transport" + tail)
  }

  @Test("Loopback addresses, paths and names are of this machine, everything else is not")
  func loopback() throws {
    for text in ["tcp://127.0.0.1:1", "tcp://127.9.9.9:1", "tcp://localhost:1", "tcp://[::1]:1", "ipc://x"] {
      #expect(try Endpoint(text).isLoopback, "\(text)")
    }
    for text in ["tcp://0.0.0.0:1", "tcp://*:1", "tcp://eth0:1", "tcp://10.0.0.1:1", "tcp://127.evil.example:1"] {
      #expect(try !Endpoint(text).isLoopback, "\(text)")
    }
  }
}
