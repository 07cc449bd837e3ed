namespace Databricks.Jobs.Tests.Internal;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("nightly etl", "nightly etl")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("../../etc/passwd", "__.._etc_passwd")]
    [InlineData("end. . ", "end")]
    [InlineData(".hidden", "_hidden")]
    [InlineData("...", "")]
    [InlineData("con", "_con")]
    [InlineData("Nul.tar", "_Nul.tar")]
    [InlineData("COM1 ", "_COM1")]
    [InlineData("console", "console")]
    [InlineData("a\u0000b\u202Ec\nd", "a_b_c_d")]
    public void Is_valid_on_all_systems(string text, string expected) => Assert.Equal(expected, SafeFileName.Of(text));

    [Fact]
    public void Is_not_too_long() => Assert.Equal(180, SafeFileName.Of(new string('x', 5000)).Length);
}
