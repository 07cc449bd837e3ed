using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Tests.Internal;

public sealed class TextCollectionsTests
{
    [Fact]
    public void Lists_and_maps_of_a_response_read_as_text_that_is_safe_to_show()
    {
        JobSettings settings = JobSettings.FromJson(
            """
            {"tags": {"team": "a\u001b[31mb"}, "parameters": [{"name": "p", "default": "1"}, {"name": "q"}],
            "email_notifications": {"on_failure": ["a@example.com", "b@example.com"]}}
            """);

        Assert.Equal("team=a\\u001b[31mb", settings.Tags!.ToString());
        Assert.Equal("p = 1, q", settings.Parameters!.ToString());
        Assert.Equal("a@example.com, b@example.com", settings.EmailNotifications!.OnFailure!.ToString());
        Assert.Equal("a\u001b[31mb", settings.Tags["team"]);
    }

    [Fact]
    public void Entries_and_outcomes_are_safe_to_show()
    {
        var entry = new JobPermissionEntry { Principal = "a\u202eb", PrincipalType = "user" };
        RunOutcome outcome = RunOutcome.Of(Run.FromJson("""{"state": {"life_cycle_state": "A\u001bB"}}"""));

        Assert.Equal("user a\\u202eb", entry.ToString());
        Assert.Equal("A\\u001bB", outcome.ToString());
        Assert.Equal("A\u001bB", outcome.State);
    }
}
