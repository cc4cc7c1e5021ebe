import Modem
import Protocol
import Scenario
import Semantics
import Tasks

/// Makes bytes of samples, and bursts of the bytes.
struct DigitalSender {
  private let transmission: DigitalTransmission
  private let transceiver: DigitalTransceiver

  init(_ transmission: DigitalTransmission) throws(DigitalTransceiverError) {
    self.transmission = transmission
    transceiver = try DigitalTransceiver(transmission.configuration)
  }

  /// A sample as it is sent.
  ///
  /// - Parameters:
  ///   - sample: a picture and its label.
  ///   - model: the codec.
  /// - Returns: symbols of unit average power, `[symbols, 2]`.
  /// - Throws: `OversizedBurst`, and what encoding throws.
  func send(_ sample: PictureSample, model: RetrievalModel) throws -> EncodedTask {
    let bytes =
      switch transmission.source {
      case .features(let bits): UniformQuantiser(bits: bits).bytes(of: try model.features(of: sample.picture))
      case .jpeg(let quality): try sample.picture.jpeg(quality: quality)
      }
    let symbols = transceiver.symbolCount(forBytes: bytes.count)
    guard symbols <= DigitalTransmission.mostSymbols else {
      throw OversizedBurst(bytes: bytes.count, symbols: symbols)
    }
    let frame = try TensorFrame(floats: transceiver.transmit(bytes), shape: [symbols, 2])
    return EncodedTask(symbols: frame, content: .bytes(bytes.count), reference: .label(sample.label))
  }
}

/// A task whose burst is too long for a message.
struct OversizedBurst: Error, CustomStringConvertible {
  let bytes: Int
  let symbols: Int

  var description: String {
    "a task of \(bytes) bytes takes \(symbols) symbols, expected at most \(DigitalTransmission.mostSymbols): choose fewer "
      + "bits or a lower JPEG quality, a code of a higher rate, or more bits to a symbol"
  }
}
