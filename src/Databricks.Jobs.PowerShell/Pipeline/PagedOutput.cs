using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Keeps -First and -Skip: passes over, writes, and says when it is enough.</summary>
internal sealed class PagedOutput(PagingParameters parameters)
{
    private ulong _toSkip = parameters.Skip;
    private ulong _toWrite = parameters.First;

    public bool IsDone => _toWrite == 0;

    /// <summary>Answers -IncludeTotalCount: nobody knows how many there are, for the service does not tell.</summary>
    public void WriteTotalCount(Cmdlet command)
    {
        if (parameters.IncludeTotalCount)
        {
            command.WriteObject(parameters.NewTotalCount(totalCount: 0, accuracy: 0));
        }
    }

    /// <summary>The page size that suits: no larger than what is wanted.</summary>
    public int PageSize(int max)
    {
        ulong wanted = parameters.First > ulong.MaxValue - parameters.Skip
            ? ulong.MaxValue
            : parameters.First + parameters.Skip;
        return Math.Max(1, (int)Math.Min(wanted, (ulong)max));
    }

    /// <summary>Writes an item unless it is passed over.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool Write(Cmdlet command, object item)
    {
        if (_toSkip > 0)
        {
            _toSkip--;
            return true;
        }

        if (_toWrite > 0)
        {
            _toWrite--;
            command.WriteObject(item);
        }

        return _toWrite > 0;
    }
}
