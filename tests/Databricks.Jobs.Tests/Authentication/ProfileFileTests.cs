using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>
/// The forms of a profile file. The expected values are those of go-ini with the options of the Go SDK, and of the
/// files in that SDK's tests, unless a test says otherwise.
/// </summary>
public sealed class ProfileFileTests : IDisposable
{
    private readonly FakeEnvironment _environment = new();

    private string FilePath => Path.Combine(_environment.HomeFolder, ".databrickscfg");

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("token = dapi1", "dapi1")]
    [InlineData("token=dapi1", "dapi1")]
    [InlineData("\ttoken  =\tdapi1\t", "dapi1")]
    [InlineData("token: dapi1", "dapi1")]
    [InlineData("token :dapi=1", "dapi=1")]
    [InlineData("TOKEN = dapi1", "dapi1")]
    [InlineData("token = \"%Y#X$Z\" # comment", "%Y#X$Z")]
    [InlineData("token = '%Y#X$Z' # comment", "%Y#X$Z")]
    [InlineData("token = %Y#X$Z # comment", "%Y#X$Z")]
    [InlineData("token = %Y;X$Z ; comment", "%Y;X$Z")]
    [InlineData("token = `dapi # 1` # comment", "dapi # 1")]
    [InlineData("token = `dapi'1`", "dapi'1")]
    [InlineData("token = \"\"\"dapi ; 1\"\"\" ; comment", "dapi ; 1")]
    [InlineData("token = `dapi\n1`", "dapi\n1")]
    [InlineData("token = \"\"\"dapi\n\n1\"\"\" # comment", "dapi\n\n1")]
    [InlineData("token = dapi\\\n    1", "dapi1")]
    [InlineData("token = dapi\\\n  1\\\n  2", "dapi12")]
    [InlineData("token = dapi\\\n\nusername = ada", "dapi")]
    [InlineData("token = \"a\" \"b\"", "\"a\" \"b\"")]
    [InlineData("token = \"dapi1", "\"dapi1")]
    [InlineData("token = #dapi1", "#dapi1")]
    [InlineData("token = C:\\x", "C:\\x")]
    [InlineData("\"token\" = dapi1", "dapi1")]
    [InlineData("`token` : dapi1", "dapi1")]
    [InlineData("\"\"\"token\"\"\" = dapi1", "dapi1")]
    [InlineData("# token = dapi0\n  ; token = dapi2\n\ntoken = dapi1", "dapi1")]
    [InlineData("token = dapi1\nother = token = dapi2", "dapi1")]
    [InlineData("token =\ntoken = dapi1", "dapi1")]
    public void A_value_is_read_in_every_form(string text, string expected)
    {
        Assert.Equal(expected, Read($"[dev]\n{text}\n"));
        Assert.Equal(expected, Read($"[dev] # the first\n{text}"));
        Assert.Equal(expected, Read($"[dev]\n{text}\n".Replace("\n", "\r\n"))?.Replace("\r", ""));
    }

    [Fact]
    public void Keys_before_the_first_section_belong_to_the_default_profile() =>
        Assert.Equal("dapi1", Read("token = dapi1\n[dev]\ntoken = dapi2\n", "DEFAULT"));

    [Fact]
    public void A_profile_inherits_neither_from_the_default_profile_nor_from_the_name_before_a_dot()
    {
        const string Text =
            "[DEFAULT]\ntoken = a\n[pat.with]\ntoken = b\n[pat.with.dot]\nhost = https://a.example.com\n";

        Assert.Null(Read(Text, "pat.with.dot"));
    }

    [Theory]
    [InlineData("[ dev ]", " dev ")]
    [InlineData("[a]b]", "a]b")]
    [InlineData("[dev] ; comment", "dev")]
    public void The_name_of_a_profile_is_what_is_between_the_brackets(string line, string name) =>
        Assert.Equal("dapi1", Read($"{line}\ntoken = dapi1\n", name));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_determines_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("[dév]\r\ntoken = dapi1\r\n")];

        Assert.Equal("dapi1", Read(bytes, "dév"));
    }

    [Theory]
    [InlineData("[]", "the section has no name")]
    [InlineData("[", "the section has no closing bracket")]
    [InlineData("[dev", "the section has no closing bracket")]
    [InlineData("\"\"\"name", "the key has no closing quotation mark")]
    [InlineData("`name = x", "the key has no closing quotation mark")]
    [InlineData("\"\"\"name\"\"\"", "not a section")]
    [InlineData("\"\"=1", "no key")]
    [InlineData("=", "no key")]
    [InlineData("hidden-4711", "not a section")]
    [InlineData("name=\"\"\"hidden-4711", "the value has no closing quotation mark")]
    [InlineData("name=`hidden-4711\n\n", "the value has no closing quotation mark")]
    public void A_line_that_cannot_be_read_is_named_and_not_shown(string line, string reason)
    {
        var error = Assert.Throws<CredentialsException>(() => Read($"# comment\n\n{line}\n"));

        Assert.Contains($"{FilePath} cannot be read in line 3: ", error.Problem, StringComparison.Ordinal);
        Assert.Contains(reason, error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_UTF_16_without_a_byte_order_mark_is_an_error()
    {
        byte[] bytes = Encoding.Unicode.GetBytes("[dev]\ntoken = dapi1\n");

        var error = Assert.Throws<CredentialsException>(() => Read(bytes));

        Assert.Contains("in line 1: it is not text in UTF-8", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_matter_only_in_a_value_that_is_used()
    {
        byte[] text = Encoding.Latin1.GetBytes("# für später\n[dev]\ntoken = dapi1\n[old]\npassword = geheimß\n");

        Assert.Equal("dapi1", Read(text));
        var error = Assert.Throws<CredentialsException>(() => Read(text, "old"));
        Assert.Contains("the value of password in line 5 is not valid UTF-8", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    // The Go SDK merges the sections, the Python SDK rejects the file.
    [Fact]
    public void A_profile_that_occurs_twice_is_an_error_when_it_is_used()
    {
        const string Text = """
            [dev]
            host = https://one.example.com
            token = dapi-one
            [test]
            host = https://test.example.com
            token = dapi-test
            [dev]
            host = https://two.example.com
            """;

        Assert.Equal("dapi-test", Read(Text, "test"));
        var error = Assert.Throws<CredentialsException>(() => Read(Text));
        Assert.Contains("profile dev in", error.Problem, StringComparison.Ordinal);
        Assert.Contains("it occurs twice, in the lines 1 and 7", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_two_values_is_an_error_when_its_profile_is_used()
    {
        const string Text = "[dev]\nhost = https://one.example.com\ntoken = dapi1\nHost = https://two.example.com\n";

        var error = Assert.Throws<CredentialsException>(() => Read(Text));

        Assert.Contains("Host has different values in the lines 2 and 4", error.Problem, StringComparison.Ordinal);
    }

    private string? Read(string text, string profile = "dev") => Read(Encoding.UTF8.GetBytes(text), profile);

    private string? Read(byte[] text, string profile = "dev")
    {
        File.WriteAllBytes(FilePath, text);
        return ProfileFile.ReadUsual(_environment)!.Get(profile)?.Find("token");
    }
}
