using System.Text;
using TestReport;

namespace Databricks.Jobs.Tests.Secrets;

/// <summary>The search for tokens in what the suites leave behind finds a planted one in every encoding.</summary>
public sealed class LeakScanTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leak-scan-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_token_is_found_in_every_encoding()
    {
        // Put together here and shown nowhere, because the search also reads the results of this test.
        foreach (string token in new[] { "dapi", "dose" }.Select(static start => start + "0123456789abcdef0123"))
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(token);
            string[] forms =
            [
                token,
                string.Join("\n", token.Chunk(5).Select(static part => new string(part))),
                Convert.ToHexString(utf8),
                Convert.ToHexString(utf8).ToLowerInvariant(),
                Each(token, static one => $"%{one:x2}"),
                Each(token, static one => $"&#{one};"),
                Each(token, static one => $"&#x{one:x};"),
                Each(token, static one => $"\\u{one:x4}"),
                .. Enumerable.Range(0, 3).Select(before =>
                    Convert.ToBase64String([.. Encoding.UTF8.GetBytes(new string(' ', before)), .. utf8])),
            ];
            for (int i = 0; i < forms.Length; i++)
            {
                File.WriteAllText(Path.Combine(_folder.FullName, "results.txt"), $"before {forms[i]} after");
                Assert.True(LeakScan.Run(_folder.FullName).Any(), $"form {i}");
            }
        }
    }

    [Fact]
    public void Other_text_is_not_a_token()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "results.txt"), "dapi dose *** 64617069 ZGFwaQ== %64%61%70%69");

        Assert.Empty(LeakScan.Run(_folder.FullName));
    }

    private static string Each(string text, Func<int, string> encode) => string.Concat(text.Select(one => encode(one)));
}
