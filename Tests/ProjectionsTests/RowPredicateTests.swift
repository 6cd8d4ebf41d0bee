import Domain
import GRDB
import Testing

@testable import Projections

/// Conditions on rows as people write them.
@Suite struct RowPredicateTests {
    /// The predicate as the SQL that it becomes, with its arguments behind it.
    private func sql(_ text: String) throws -> String {
        let predicate = try RowPredicate(text)
        let conditions = predicate.conditions.map { condition in
            let sql = condition.sql
            return sql.sql
                + sql.arguments.map { " <\(String.fromDatabaseValue($0) ?? $0.description)>" }
                .joined()
        }
        return predicate.table.name + ": " + conditions.joined(separator: "; ")
    }

    @Test(arguments: [
        (
            "t_job where f_job_id = 2026 and f_status = 'success'",
            "t_job: f_job_id = ? <2026>; f_status = ? <success>"
        ),
        (
            "job WHERE status=success AND progress>=50",
            "t_job: f_status = ? <success>; f_progress >= ? <50>"
        ),
        (
            "task where error_report != 'it''s bad'",
            "t_task: f_error_report IS NOT ? <it's bad>"
        ),
        ("job where end_time is not null", "t_job: f_end_time IS NOT NULL"),
        (
            "job where start_time is null and cores<3",
            "t_job: f_start_time IS NULL; f_cores < ? <3>"
        ),
        ("t_job where f_cancel_signal = true", "t_job: f_cancel_signal = ? <1>"),
        ("job where name = 'a and b = c'", "t_job: f_name = ? <a and b = c>"),
        (
            "job where name = '1); DROP TABLE t_job; --'",
            "t_job: f_name = ? <1); DROP TABLE t_job; -->"
        ),
    ])
    func predicates(_ text: String, _ expected: String) throws {
        #expect(try sql(text) == expected)
    }

    @Test(arguments: [
        ("", "begin with a table"), ("nope where x = 1", "there is no table nope; tables: t_job"),
        ("job", "after t_job comes where"), ("job where", "a column is expected"),
        ("job where nope = 1", "t_job has no column nope; columns: f_job_id"),
        ("job where status", "after f_status comes one of"),
        ("job where status =", "f_status is compared with nothing"),
        ("job where status = a or status = b", "or cannot stand there"),
        ("job where progress = much", "progress cannot be \"much\""),
        ("job where status is big", "after is comes null"),
        ("job where name = 'open", "a single quote is missing"),
        ("job where name ! x", "! is no operator"),
        ("job where 1=1; drop table t_job", "has no column 1"),
    ])
    func whatIsNoPredicate(_ text: String, _ problem: String) {
        let error = #expect(throws: RowPredicateError.self) { try RowPredicate(text) }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test func aPredicateOnOneJobReadsItsStreamsOnly() throws {
        let job = "202611210531440000010"
        #expect(
            try RowPredicate("task where job_id = \(job) and status = failed").scope
                == .job(JobID(job)!))
        #expect(try RowPredicate("task where job_id != \(job)").scope == .everything)
        #expect(try RowPredicate("t_engine_holding where job_id = \(job)").scope == .engines)
    }
}
