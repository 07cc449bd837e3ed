using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Tests.Secrets;

/// <summary>The forms of secrets in text.</summary>
public sealed class SecretPatternsTests
{
    // In parts, so that this file has nothing that looks like a secret.
    [Theory]
    [InlineData("eyJ", "hbGciOi.x.y")]
    [InlineData("Authorization: Bear", "er abcdefgh")]
    [InlineData("bas", "ic abcdefgh=")]
    [InlineData("token da", "pi0123456789abcdef")]
    [InlineData("DO", "SE0123456789abcdef")]
    [InlineData("dk", "ea0123456789abcdef")]
    [InlineData("gh", "p_0123456789abcdef")]
    [InlineData("https://user:", "pass@host/path")]
    public void A_shape_is_found_only_where_the_fast_check_expects_one(string start, string end)
    {
        Assert.NotEqual(start + end, SecretPatterns.RedactShapes(start + end));
        Assert.True(SecretPatterns.MayHaveShapes(start + end));
        Assert.False(SecretPatterns.MayHaveShapes("the value of the parameter 7 of task_12, as text"));
    }
}
