using System.Text;

namespace Databricks.Jobs.Tests.Internal;

public sealed class TextExtensionsTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc...")]
    [InlineData("ab😀", 3, "ab...")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("😀", 1, "...")]
    [InlineData("a", 0, "...")]
    public void A_string_is_truncated_between_characters(string text, int maxLength, string expected) =>
        Assert.Equal(expected, text.Truncate(maxLength, "..."));

    [Theory]
    [InlineData("é😀€x", 0, "")]
    [InlineData("é😀€x", 1, "")]
    [InlineData("é😀€x", 2, "é")]
    [InlineData("é😀€x", 4, "é")]
    [InlineData("é😀€x", 5, "é")]
    [InlineData("é😀€x", 6, "é😀")]
    [InlineData("é😀€x", 9, "é😀€")]
    [InlineData("é😀€x", 10, "é😀€x")]
    public void UTF8_is_truncated_between_characters(string text, int maxBytes, string expected)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(expected, text.TruncateUtf8(maxBytes));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes.TruncateUtf8(maxBytes)));
    }
}
