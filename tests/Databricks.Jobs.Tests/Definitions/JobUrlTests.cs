using Databricks.Jobs.Authentication;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Tests.Definitions;

public class JobUrlTests
{
    [Theory]
    [InlineData("https://adb-1.2.azuredatabricks.net", "https://adb-1.2.azuredatabricks.net/jobs/7")]
    [InlineData("https://db.example.com/?o=42", "https://db.example.com/jobs/7?o=42")]
    [InlineData("http://localhost:8080", "http://localhost:8080/jobs/7")]
    public void Names_the_workspace_only_where_the_host_serves_several(string host, string expected)
    {
        var request = new CredentialsRequest { Host = host, Token = "dapi1" };
        using var client = JobsClient.Connect(request);

        Assert.Equal(expected, JobUrl.Of(client, 7));
    }
}
