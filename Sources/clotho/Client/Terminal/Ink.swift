/// A colour or a weight of text on a terminal; the raw value is its ANSI number.
enum Ink: String, Equatable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
}
