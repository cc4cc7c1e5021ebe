import EmulatorTestKit
import Foundation
import Messaging
import Randomness
import Testing
import Trace

extension EndToEnd {
  @Suite("Noise at the open sockets")
  struct Flood {
    @Test("100 000 random messages at the channel emulator and at the edge server leave the run as it would have been")
    func flood() throws {
      let expected = try run(flooded: false)
      let summary = try run(flooded: true)
      #expect(summary.digest == expected.digest)
      #expect(summary.isWhole)
      #expect(expected.messages.refused == 0)
      #expect(summary.messages.refused == 100_000)
    }

    /// The server waits as long as it takes to send the flood on a busy machine.
    private static let topology = """
      topology: flooded
      slots: 12
      semantics:
        retrieval: { model: retrieval-shapes, data: shapes }
      attendance: { start-timeout: 600 s }
      template: { policy: random, tasks: { initial: 8 } }
      ues:
        - { name: ue, count: 4 }
      """

    /// A run whose last UE is started only after the flood.
    private func run(flooded: Bool) throws -> RunSummary {
      let emulation = try HandStartedEmulation()
      let topology = try emulation.folder.write(Self.topology, as: "flooded.yaml")
      let server = try emulation.startServer(topology: topology)
      let channel = try emulation.startChannel()
      for name in ["ue-1", "ue-2", "ue-3"] { try emulation.startUE(name).waitForOutput("welcomed as") }
      if flooded {
        for endpoint in [emulation.serverEndpoint, emulation.attachEndpoint] { try flood(endpoint) }
        #expect(channel.isRunning && server.isRunning)
        try channel.waitForOutput("refused a message from link")
        try server.waitForOutput("refused a message from link")
      }
      try emulation.startUE("ue-4")
      return try emulation.finish()
    }

    /// Sends messages of one or two frames of up to 60 random bytes, as fast as they are taken.
    private func flood(_ endpoint: String) throws {
      let context = try Context()
      let dealer = try Socket.dealer(in: context, routingID: Array("Hflood".utf8))
      try dealer.connect(to: Endpoint(endpoint))
      var stream = RandomStream(seed: 1, purpose: "flood")
      let deadline = Date(timeIntervalSinceNow: RunningProgram.limit)
      for _ in 0..<100_000 {
        let frames = (0...stream.integer(below: 2)).map { _ in
          (0..<stream.integer(below: 60)).map { _ in UInt8(truncatingIfNeeded: stream.nextBits()) }
        }
        while dealer.send(Parcel(frames: frames)) != .queued {
          guard Date() < deadline else { throw ProgramFailure("\(endpoint) takes no more messages") }
          usleep(200)
        }
        while case .message = dealer.receive(limit: 1 << 20) {}
      }
    }
  }
}
