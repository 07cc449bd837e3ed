namespace Databricks.Jobs;

/// <summary>The base class of the errors of this library.</summary>
public class JobsException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="problem">What was wrong, as a sentence.</param>
    /// <param name="recommendedAction">What to do about it, as a sentence.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public JobsException(string problem, string recommendedAction, Exception? innerException = null)
        : base(ScreenText.Block(problem + " " + recommendedAction), innerException)
    {
        Problem = ScreenText.Block(problem);
        RecommendedAction = ScreenText.Block(recommendedAction);
    }

    /// <summary>
    /// What was wrong. <see cref="Exception.Message"/> consists of this and <see cref="RecommendedAction"/>.
    /// </summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string RecommendedAction { get; }
}
