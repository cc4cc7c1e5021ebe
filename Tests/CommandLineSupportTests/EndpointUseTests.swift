import CommandLineSupport
import Foundation
import Messaging
import Testing

@Suite("Endpoints in use")
struct EndpointUseTests {
  private let me = "process \(getpid()) ("

  @Test("a port of the loopback interface names the process that listens there; another one is free")
  func port() throws {
    let context = try Context()
    let socket = try Socket.router(in: context)
    try socket.bind(to: Endpoint("tcp://127.0.0.1:*"))
    let bound = socket.lastEndpoint
    let endpoint = try #require(bound)
    let words = try #require(EndpointUse(endpoint)).description
    #expect(words.hasPrefix("\(endpoint) is in use by \(me)"))
    #expect(words.hasSuffix("): stop that process or choose another endpoint"))
    let elsewhere = try Endpoint("\(endpoint)".replacing("127.0.0.1", with: "127.0.0.2"))
    #expect(EndpointUse(elsewhere) == nil)
    let everywhere = try Endpoint("\(endpoint)".replacing("127.0.0.1", with: "0.0.0.0"))
    #expect(EndpointUse(everywhere) != nil)
  }

  @Test("a socket's path names the process that listens there; a path that nobody listens at is free")
  func path() throws {
    let path = "/tmp/heliograph-use-\(getpid())"
    defer { unsafe unlink(path) }
    let context = try Context()
    let socket = try Socket.router(in: context)
    let endpoint = try Endpoint("ipc://\(path)")
    #expect(EndpointUse(endpoint) == nil)
    try socket.bind(to: endpoint)
    #expect(EndpointUse(endpoint)?.description.contains(me) == true)
  }
}
