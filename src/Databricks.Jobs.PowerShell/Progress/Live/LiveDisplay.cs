using System.Management.Automation;
using System.Management.Automation.Host;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>Shows a wait at the end of an interactive terminal, in place. Times continue between the polls.</summary>
internal sealed class LiveDisplay : WaitDisplay
{
    private const int MinWidth = 20;
    private const int MinHeight = 5;
    private const int TickMilliseconds = 1000;
    private const int Utf8 = 65001;

    // Two views in one terminal, such as those of parallel runspaces, would overwrite each other.
    private static int s_isInUse;

    private readonly PSHostRawUserInterface _window;
    private readonly Pen _pen;
    private readonly TerminalScreen _screen = new(Console.Out);
    private readonly Timer _timer;
    private bool _isOver;

    private LiveDisplay(PSHost host, WatchedRuns runs, Action<Action> post)
        : base(runs)
    {
        _window = host.UI.RawUI;
        _pen = new Pen(_window.LengthInBufferCells, HasColors, Console.OutputEncoding.CodePage == Utf8);
        _timer = new Timer(_ => post(Show), null, TickMilliseconds, TickMilliseconds);
    }

    private static bool HasColors =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !Formatting.FormatFunctions.IsPlainText;

    /// <summary>Creates a live view; null if the terminal cannot show one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="post">Runs an action on the pipeline's thread.</param>
    public static LiveDisplay? TryCreate(CommandBase command, WatchedRuns runs, Action<Action> post)
    {
        bool canShow = command.ShowsProgress
            && command.Host.UI.SupportsVirtualTerminal
            && TryGetSize(command.Host.UI.RawUI, out int width, out int height)
            && width >= MinWidth
            && height >= MinHeight;
        return canShow && Interlocked.CompareExchange(ref s_isInUse, 1, 0) == 0
            ? new LiveDisplay(command.Host, runs, post)
            : null;
    }

    public override void Show()
    {
        if (!_isOver && TryGetSize(_window, out int width, out int height) && width > 1 && height > 1)
        {
            _screen.Draw(new LiveFrame(_pen, width, height).Show(Runs, Runs.Now), width);
        }
    }

    public override void Hide() => _screen.Clear();

    private protected override void End()
    {
        _timer.Dispose();
        Show();
        _isOver = true;
        _screen.End();
        Interlocked.Exchange(ref s_isInUse, 0);
    }

    private static bool TryGetSize(PSHostRawUserInterface window, out int width, out int height)
    {
        try
        {
            Size size = window.WindowSize;
            (width, height) = (size.Width, size.Height);
            return true;
        }
        catch (Exception exception) when (exception is RuntimeException or NotImplementedException
            or InvalidOperationException or NotSupportedException or IOException)
        {
            (width, height) = (0, 0);
            return false;
        }
    }
}
