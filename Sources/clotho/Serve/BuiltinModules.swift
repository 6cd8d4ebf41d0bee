import Components
import Domain
import Scheduler

/// The modules of the built-in components.
struct BuiltinModules: ModuleRegistry {
    let catalogue = BuiltinComponents.catalogue

    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String? {
        guard let component = BuiltinComponents.component(for: module) else { return nil }
        do {
            try component.check(parameters, for: role)
            return nil
        } catch {
            return error.message
        }
    }

    func problem(
        with table: TableSchema, of module: String, _ parameters: JSONObject, for role: Role
    ) -> String? {
        guard let component = BuiltinComponents.component(for: module) else { return nil }
        do {
            try component.check(table, with: parameters, for: role)
            return nil
        } catch {
            return error.message
        }
    }
}
