import Modem
import Protocol
import Scenario
import Semantics
import Tasks

/// Makes bytes of bursts, and of the bytes what the codec's decoder gets. A transceiver is made once for each code and
/// modulation.
struct DigitalReception {
  private var transceivers: [DigitalConfiguration: DigitalTransceiver] = [:]

  /// What the decoder gets of a burst that carries bytes.
  ///
  /// - Parameters:
  ///   - arrival: the burst, of as many symbols as its bytes take.
  ///   - transmission: how it was sent.
  ///   - model: the codec.
  /// - Returns: features or picture as the decoder takes them; nil when the bytes did not come through, or are none of what
  ///   the source makes.
  /// - Throws: `DigitalTransceiverError` for a burst of another length, and what the model throws.
  mutating func burst(
    _ arrival: Arrival, sent transmission: DigitalTransmission, model: RetrievalModel
  ) throws -> ReceivedBurst? {
    guard let bytes = try bytes(of: arrival, configuration: transmission.configuration) else { return nil }
    switch transmission.source {
    case .features(let bits):
      return try UniformQuantiser(bits: bits).values(bytes, count: model.featureCount).map(model.received(features:))
    case .jpeg:
      // The bytes are a stranger's: whatever they claim to be, they are a picture of the model's dimensions or none.
      guard let picture = try? Picture(jpeg: bytes, shape: model.configuration.pictures) else { return nil }
      return try model.received(picture)
    }
  }

  private mutating func bytes(of arrival: Arrival, configuration: DigitalConfiguration) throws -> [UInt8]? {
    let transceiver = try transceivers[configuration] ?? DigitalTransceiver(configuration)
    transceivers[configuration] = transceiver
    let constant = ChannelGain.constant(real: arrival.fadingReal, imaginary: arrival.fadingImaginary)
    let gain = try arrival.gains.map { .perSymbol(try $0.floats()) } ?? constant
    let samples = try arrival.samples.floats()
    do throws(DigitalTransceiverError) {
      return try transceiver.receive(
        samples, byteCount: arrival.content.payloadBytes ?? 0, gain: gain, noiseVariance: arrival.noiseVariance
      ).bytes
    } catch {
      if case .segmentsLost = error { return nil }
      throw error
    }
  }
}
