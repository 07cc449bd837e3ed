namespace Databricks.Jobs.Tests.Internal;

/// <summary>What a terminal and a build agent would obey, and what makes text look like other text.</summary>
public sealed class ScreenTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("nightly etl, 100 % (äöü, 日本, 👩, e\u0301)", "nightly etl, 100 % (äöü, 日本, 👩, e\u0301)")]
    [InlineData("a\u001b[32mSUCCESS", "a\\u001b[32mSUCCESS")]
    [InlineData("a\u001b]8;;http://x\u001b\\b", "a\\u001b]8;;http://x\\u001b\\b")]
    [InlineData("bell\u0007 null\0 delete\u007f", "bell\\u0007 null\\u0000 delete\\u007f")]
    [InlineData("c1 \u009b31m", "c1 \\u009b31m")]
    [InlineData("bidi \u202e\u2066\u200f", "bidi \\u202e\\u2066\\u200f")]
    [InlineData("zero \u200b\u200d\ufeff\u00ad", "zero \\u200b\\u200d\\ufeff\\u00ad")]
    [InlineData("tag \U000e0041", "tag \\udb40\\udc41")]
    public void Unsafe_characters_are_shown_as_codes(string? text, string shown)
    {
        Assert.Equal(shown, ScreenText.Line(text));
        Assert.Equal(shown, ScreenText.Block(text));
    }

    // Not a row of the theory, because the test host passes rows on as UTF-8.
    [Fact]
    public void A_lone_surrogate_is_shown_as_a_code() =>
        Assert.Equal("lone \\ud800 surrogate", ScreenText.Line("lone \ud800 surrogate"));

    [Theory]
    [InlineData("a\tb\nc\r\nd", "a b c d", "a\tb\nc\r\nd")]
    [InlineData("over\rwritten", "over written", "over\\u000dwritten")]
    [InlineData("a\u0085b\u2028c\u2029d", "a b c d", "a\\u0085b\\u2028c\\u2029d")]
    public void Only_a_block_keeps_line_breaks_and_tabs(string text, string line, string block)
    {
        Assert.Equal(line, ScreenText.Line(text));
        Assert.Equal(block, ScreenText.Block(text));
    }

    [Theory]
    // The forms that the documentation of Azure Pipelines, GitHub Actions and TeamCity gives.
    [InlineData("##vso[task.setvariable variable=x]y", "# #vso[task.setvariable variable=x]y")]
    [InlineData("text ##VSO[task.complete]", "text # #VSO[task.complete]")]
    [InlineData("##[error]failed", "# #[error]failed")]
    [InlineData("###vso[x]", "## #vso[x]")]
    [InlineData("::set-output name=x::y", ": :set-output name=x::y")]
    [InlineData("text\n  ::add-mask::y", "text\n  : :add-mask::y")]
    [InlineData("::error file=a.py,line=1::text", ": :error file=a.py,line=1::text")]
    [InlineData("##teamcity[buildStatus text='x']", "# #teamcity[buildStatus text='x']")]
    [InlineData("## A heading, [list]::new(), a::b", "## A heading, [list]::new(), a::b")]
    public void Commands_of_build_agents_are_broken_in_a_pipeline(string text, string shown)
    {
        Assert.Equal(shown, ScreenText.Clean(text, keepsLines: true, breaksCommands: true));
        Assert.Equal(text, ScreenText.Clean(text, keepsLines: true, breaksCommands: false));
    }

    [Fact]
    public void Errors_and_models_as_text_are_safe_to_show_and_properties_are_as_they_were()
    {
        var error = new JobsException("a\u001b[1mb", "c\u202ed");
        var job = new Jobs.Models.JobSettings { Name = "a\u202eb" };

        Assert.Equal("a\\u001b[1mb c\\u202ed", error.Message);
        Assert.Equal("a\\u001b[1mb", error.Problem);
        Assert.Equal("c\\u202ed", error.RecommendedAction);
        Assert.Equal("a\\u202eb", job.ToString());
        Assert.Equal("a\u202eb", job.Name);
    }
}
