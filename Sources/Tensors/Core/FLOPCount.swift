import Synchronization

/// The floating-point operations of the operators that really ran: 2·m·n·k of a product of an m×k with a k×n matrix, a
/// multiplication and an addition for each pair.
///
/// Sums over bias vectors and elementwise operators are not counted, as they are not in Appendix A of Ji et al. [Ji24];
/// nor is what back-propagation computes.
public struct FLOPCount: Hashable, Codable, Sendable {
  /// Those of matrix products and linear layers.
  public var matrixProducts = 0
  /// Those of convolutions.
  public var convolutions = 0

  /// Nothing.
  public init() {}

  /// All of them.
  public var total: Int { matrixProducts + convolutions }
}

/// Runs `body` and counts the operations of the operators that it calls on this thread. Counts may be nested: the outer
/// one has the inner one's operations too.
///
/// - Parameter body: what is counted.
/// - Returns: what `body` returns, and the count.
/// - Throws: what `body` throws.
public func countingOperations<Result, Failure>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> (result: Result, count: FLOPCount) {
  let counter = OperationCounter(within: OperationCounter.current)
  // `withValue` rethrows errors of no particular type: the body's outcome is taken past it.
  var outcome: Swift.Result<Result, Failure>?
  OperationCounter.$current.withValue(counter) {
    do throws(Failure) {
      outcome = .success(try body())
    } catch {
      outcome = .failure(error)
    }
  }
  guard let outcome else { preconditionFailure("the body has run") }
  return (try outcome.get(), counter.count)
}

/// Adds up what the operators of a thread take.
final class OperationCounter: Sendable {
  /// The counter of the present thread; nil, as nearly always, when nothing is counted.
  @TaskLocal static var current: OperationCounter?

  private let outer: OperationCounter?
  private let matrixProducts = Atomic(0)
  private let convolutions = Atomic(0)

  init(within outer: OperationCounter?) {
    self.outer = outer
  }

  var count: FLOPCount {
    var count = FLOPCount()
    count.matrixProducts = matrixProducts.load(ordering: .relaxed)
    count.convolutions = convolutions.load(ordering: .relaxed)
    return count
  }

  /// Counts a call: twice the elements of the result times the length of the sum that each of them is.
  func add(_ operation: String, _ arguments: [Tensor], result: Tensor) {
    outer?.add(operation, arguments, result: result)
    let elements = result.shape.reduce(1, *)
    switch operation {
    case "matmul", "bmm", "mm", "linear":
      matrixProducts.add(2 * elements * (arguments[0].shape.last ?? 0), ordering: .relaxed)
    case "addmm", "baddbmm":
      matrixProducts.add(2 * elements * (arguments[1].shape.last ?? 0), ordering: .relaxed)
    case "conv2d":
      convolutions.add(2 * elements * arguments[1].shape.dropFirst().reduce(1, *), ordering: .relaxed)
    default: break
    }
  }
}
