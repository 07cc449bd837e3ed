using System.Diagnostics;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.Tests.Runs.Failures;

/// <summary>The line that says what went wrong, in the forms in which Python, IPython, Java, Spark, SQL and dbt print
/// their errors.</summary>
public sealed class CauseLineTests
{
    // Of the documentation of java.lang.Throwable.printStackTrace.
    private const string Java = """
        HighLevelException: MidLevelException: LowLevelException
        	at Junk.a(Junk.java:13)
        	at Junk.main(Junk.java:4)
        Caused by: MidLevelException: LowLevelException
        	at Junk.c(Junk.java:23)
        	at Junk.b(Junk.java:17)
        	... 1 more
        Caused by: LowLevelException: the lowest
        	at Junk.e(Junk.java:30)
        	... 3 more
        """;

    // Of the tutorial of Python, "Exception Chaining".
    private const string RaisedFrom = """
        Traceback (most recent call last):
          File "<stdin>", line 2, in <module>
            func()
            ~~~~^^
          File "<stdin>", line 2, in func
            raise ConnectionError
        ConnectionError: no route

        The above exception was the direct cause of the following exception:

        Traceback (most recent call last):
          File "<stdin>", line 4, in <module>
            raise RuntimeError('Failed to open database') from exc
        RuntimeError: Failed to open database
        """;

    private const string WhileHandling = """
        Traceback (most recent call last):
          File "<stdin>", line 2, in <module>
            open("database.sqlite")
        FileNotFoundError: [Errno 2] No such file or directory: 'database.sqlite'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "<stdin>", line 4, in <module>
            raise RuntimeError("unable to handle error")
        RuntimeError: unable to handle error
        """;

    private const string IPython = "\u001b[0;31m----------------------------------------\u001b[0m\n"
        + "\u001b[0;31mZeroDivisionError\u001b[0m                         Traceback (most recent call last)\n"
        + "File \u001b[0;32m<command-42>:1\u001b[0m\n\u001b[0;32m----> 1\u001b[0m \u001b[38;5;241;43m1\u001b[39m/0\n\n"
        + "\u001b[0;31mZeroDivisionError\u001b[0m: division by zero";

    private const string Py4J = """
        Py4JJavaError: An error occurred while calling o412.save.
        : org.apache.spark.SparkException: Job aborted.
        	at org.apache.spark.sql.errors.QueryExecutionErrors$.jobAbortedError(QueryExecutionErrors.scala:882)
        	at java.lang.Thread.run(Thread.java:750)
        """;

    private const string Executor =
        "org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, "
        + "most recent failure: Lost task 0.3 in stage 3.0 (TID 12) (10.139.64.4 executor 0): "
        + "org.apache.spark.api.python.PythonException: " + """
        Traceback (most recent call last):
          File "/databricks/spark/python/pyspark/worker.py", line 1964, in main
            process()
          File "<command-7>", line 3, in parse
        ValueError: could not convert string to float: 'n/a'

        	at org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:572)

        Driver stacktrace:
        	at org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3908)
        """;

    private const string Analysis = """
        AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `orders_raw` cannot be found. SQLSTATE: 42P01
        If you did not qualify the name with a schema, verify the current_schema() output.;
        'UnresolvedRelation [orders_raw], [], false
        """;

    private const string Dbt = """
        10:12:01  Running with dbt=1.9.1
        10:12:09  Completed with 1 error, 0 partial successes, and 0 warnings:
        10:12:09
        10:12:09    Database Error in model stg_orders (models/staging/stg_orders.sql)
          [TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found.
          compiled code at target/run/shop/models/staging/stg_orders.sql
        10:12:09  Done. PASS=3 WARN=0 ERROR=1 SKIP=2 TOTAL=6
        """;

    public static TheoryData<string, string?, string?, string> Errors => new()
    {
        { "Java", "Workload failed", Java, "LowLevelException: the lowest" },
        { "Java without a cause", "java.lang.IllegalStateException: boom\n\tat a.B.c(B.java:1)", null,
            "java.lang.IllegalStateException: boom" },
        { "a thread", null, "Exception in thread \"main\" a.BadInput: no rows\n\tat a.B.c(B.java:1)",
            "a.BadInput: no rows" },
        { "raise from", "RuntimeError: Failed to open database", RaisedFrom, "ConnectionError: no route" },
        { "an error in a handler", "RuntimeError: unable to handle error", WhileHandling,
            "RuntimeError: unable to handle error" },
        { "IPython", "ZeroDivisionError: division by zero", IPython, "ZeroDivisionError: division by zero" },
        { "Py4J", Py4J, null, "org.apache.spark.SparkException: Job aborted." },
        { "Py4J with a cause", Py4J + "\nCaused by: java.io.FileNotFoundException: dbfs:/x\n\tat a.b(C.java:1)", null,
            "java.io.FileNotFoundException: dbfs:/x" },
        { "a traceback of an executor", Executor, null, "ValueError: could not convert string to float: 'n/a'" },
        { "an analysis of a query", Analysis, null,
            "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `orders_raw` cannot be found. "
                + "SQLSTATE: 42P01" },
        { "SQL", "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)\n\n"
            + "== SQL ==\nSELECT * FORM orders\n---------^^^\n", null,
            "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)" },
        { "a heading", "Error running query:\n\n  no such warehouse", null,
            "Error running query: no such warehouse" },
        { "colors", "\u001b[31mred\u001b[0m\u001b]0;title\u0007 text", null, "red text" },
        { "a secret", "403 for https://x?password=hunter22 with dapi0123456789abcdef0123456789abcdef", null,
            "403 for https://x?password=*** with ***" },
        { "nothing", null, "  \n", "" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void The_cause_is_found_in(string kind, string? error, string? trace, string cause)
    {
        Assert.NotEmpty(kind);
        Assert.Equal(cause, CauseLine.Find(error, trace));
        Assert.Equal(cause, CauseLine.Find(error?.Replace("\n", "\r\n"), trace?.Replace("\n", "\r\n")));
    }

    [Fact]
    public void The_cause_is_found_in_the_log_of_dbt() => Assert.Equal(
        "Database Error in model stg_orders (models/staging/stg_orders.sql): "
            + "[TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found.",
        CauseLine.FindInLog(Dbt));

    [Fact]
    public void A_log_without_an_error_has_no_cause()
    {
        Assert.Null(CauseLine.FindInLog("read 5 rows\nwrote 5 rows"));
        Assert.Null(CauseLine.FindInLog(null));
    }

    [Fact]
    public void A_long_line_is_truncated() =>
        Assert.Equal(new string('x', 500) + "...", CauseLine.Find(new string('x', 1_000_000), null));

    [Theory]
    [InlineData("\u001b]")]
    [InlineData("\u001b[")]
    [InlineData("Caused by: \n")]
    [InlineData("Traceback (most recent call last):\n")]
    [InlineData("most recent failure: Lost task (executor ")]
    [InlineData("The above exception was the direct cause of the following exception:\n")]
    [InlineData("a:\n")]
    [InlineData("10:10:10 ")]
    [InlineData("\n \t")]
    public void A_million_characters_take_less_than_two_seconds(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var watch = Stopwatch.StartNew();

        _ = CauseLine.Find(text, text);
        _ = CauseLine.FindInLog(text);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }
}
