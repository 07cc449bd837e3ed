using System.Net;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Builds the HTML page of a notebook run.</summary>
internal static class RunExportBuilder
{
    public static ExportRunOutput Build(TaskAttempt attempt, NotebookTask notebook, string? views)
    {
        if (views is not (null or "ALL" or "CODE" or "DASHBOARDS"))
        {
            throw ApiException.InvalidParameter($"Invalid views_to_export: {views}.");
        }

        string name = notebook.NotebookPath!.Split('/').Last();
        var items = new List<ViewItem>();
        if (views != nameof(ViewsToExport.DASHBOARDS))
        {
            items.Add(new ViewItem
            {
                Name = name,
                Type = nameof(ViewType.NOTEBOOK),
                Content = Page(name, attempt.Script?.Output ?? ""),
            });
        }

        return new ExportRunOutput { Views = items };
    }

    private static string Page(string name, string output) =>
        $"<!DOCTYPE html><html><head><title>{WebUtility.HtmlEncode(name)}</title></head>"
        + $"<body><h1>{WebUtility.HtmlEncode(name)}</h1><pre>{WebUtility.HtmlEncode(output)}</pre></body></html>";
}
