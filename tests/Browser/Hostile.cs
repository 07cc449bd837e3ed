namespace Databricks.Jobs.Browser;

/// <summary>Text that means something else than itself to a browser, a terminal or a build agent.</summary>
internal static class Hostile
{
    public const string Text =
        "<script>alert(1)</script><img src=x onerror=alert(2)>\"onmouseover='alert(3)'</title></style>]]>-->"
        + "\n##vso[task.setvariable variable=x]y\n::error::z\n::set-output name=a::b\n##[error]q"
        + "\u001b[31mred\u001b]0;title\u0007\u202Eevil\u0000\u2066[link](javascript:alert(4)) | ``` | @everyone #1\n"
        + "```\n</details>\n%%{init: {}}%%\nclick b0 href \"javascript:alert(5)\"";
}
